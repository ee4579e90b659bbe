//! The tables of the tabular form: which columns each has, and to which tables their keys belong.

/// A table.
pub(super) struct Table {
    /// What keys call it.
    pub name: &'static str,
    /// Its file.
    pub file: &'static str,
    /// Its columns, the id first.
    pub columns: &'static [Column],
}

/// A column of a table.
pub(super) struct Column {
    pub name: &'static str,
    pub holds: Holds,
    pub required: bool,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// The id of the row itself.
    Id,
    /// The id of a row of another table.
    Key(&'static str),
    /// The id of a row of a table that another column names.
    AnyKey,
    Text,
    Url,
    Email,
    Date,
    Number,
}

const fn column(name: &'static str, holds: Holds) -> Column {
    Column {
        name,
        holds,
        required: false,
    }
}

const fn needed(name: &'static str, holds: Holds) -> Column {
    Column {
        name,
        holds,
        required: true,
    }
}

const ID: Column = needed("id", Holds::Id);

/// All tables, those first to which keys of the others lead.
pub(super) const TABLES: [Table; 15] = {
    use Holds::*;
    [
        Table {
            name: "organization",
            file: "organizations.csv",
            columns: &[
                ID,
                needed("name", Text),
                column("alternate_name", Text),
                needed("description", Text),
                column("email", Email),
                column("website", Url),
            ],
        },
        Table {
            name: "service",
            file: "services.csv",
            columns: &[
                ID,
                needed("organization_id", Key("organization")),
                needed("name", Text),
                column("alternate_name", Text),
                column("description", Text),
                column("url", Url),
                column("email", Email),
                needed("status", Text),
                column("interpretation_services", Text),
                column("application_process", Text),
                column("fees_description", Text),
                column("eligibility_description", Text),
                column("minimum_age", Number),
                column("maximum_age", Number),
                column("assured_date", Date),
                column("alert", Text),
                column("last_modified", Text),
            ],
        },
        Table {
            name: "taxonomy",
            file: "taxonomies.csv",
            columns: &[ID, needed("name", Text), needed("description", Text)],
        },
        Table {
            name: "taxonomy_term",
            file: "taxonomy_terms.csv",
            columns: &[
                ID,
                column("code", Text),
                needed("name", Text),
                needed("description", Text),
                column("taxonomy", Text),
                column("language", Text),
                column("taxonomy_id", Key("taxonomy")),
            ],
        },
        Table {
            name: "attribute",
            file: "attributes.csv",
            columns: &[
                ID,
                needed("link_id", AnyKey),
                needed("taxonomy_term_id", Key("taxonomy_term")),
                column("link_type", Text),
                needed("link_entity", Text),
            ],
        },
        Table {
            name: "location",
            file: "locations.csv",
            columns: &[
                ID,
                needed("location_type", Text),
                column("url", Url),
                column("organization_id", Key("organization")),
                column("name", Text),
                column("description", Text),
                column("transportation", Text),
                column("latitude", Number),
                column("longitude", Number),
            ],
        },
        Table {
            name: "service_at_location",
            file: "service_at_location.csv",
            columns: &[
                ID,
                needed("service_id", Key("service")),
                needed("location_id", Key("location")),
            ],
        },
        Table {
            name: "contact",
            file: "contacts.csv",
            columns: &[
                ID,
                column("organization_id", Key("organization")),
                column("service_id", Key("service")),
                column("name", Text),
                column("email", Email),
            ],
        },
        Table {
            name: "phone",
            file: "phones.csv",
            columns: &[
                ID,
                column("service_id", Key("service")),
                column("organization_id", Key("organization")),
                needed("number", Text),
                column("extension", Number),
                column("type", Text),
                column("description", Text),
            ],
        },
        Table {
            name: "address",
            file: "addresses.csv",
            columns: &[
                ID,
                column("location_id", Key("location")),
                needed("address_1", Text),
                column("address_2", Text),
                needed("city", Text),
                needed("state_province", Text),
                needed("postal_code", Text),
                needed("country", Text),
                needed("address_type", Text),
            ],
        },
        Table {
            name: "schedule",
            file: "schedules.csv",
            columns: &[
                ID,
                column("service_id", Key("service")),
                column("valid_from", Date),
                column("valid_to", Date),
                column("dtstart", Date),
                column("timezone", Number),
                column("until", Date),
                column("count", Number),
                column("wkst", Text),
                column("freq", Text),
                column("interval", Number),
                column("byday", Text),
                column("bymonthday", Text),
                column("description", Text),
                column("opens_at", Text),
                column("closes_at", Text),
                column("attending_type", Text),
                column("notes", Text),
            ],
        },
        Table {
            name: "service_area",
            file: "service_areas.csv",
            columns: &[
                ID,
                column("service_id", Key("service")),
                column("name", Text),
                column("description", Text),
            ],
        },
        Table {
            name: "language",
            file: "languages.csv",
            columns: &[
                ID,
                column("service_id", Key("service")),
                column("phone_id", Key("phone")),
                column("name", Text),
                column("code", Text),
                column("note", Text),
            ],
        },
        Table {
            name: "accessibility",
            file: "accessibility.csv",
            columns: &[
                ID,
                column("location_id", Key("location")),
                column("description", Text),
            ],
        },
        Table {
            name: "cost_option",
            file: "cost_options.csv",
            columns: &[
                ID,
                needed("service_id", Key("service")),
                column("option", Text),
                column("currency", Text),
                column("amount", Number),
                column("amount_description", Text),
            ],
        },
    ]
};

/// The table of the objects that a field holds, by the name of the field.
pub(super) fn table_of(field: &str) -> Option<&'static str> {
    Some(match field {
        "phones" => "phone",
        "schedules" => "schedule",
        "service_areas" => "service_area",
        "service_at_locations" => "service_at_location",
        "languages" => "language",
        "organization" => "organization",
        "cost_options" => "cost_option",
        "contacts" => "contact",
        "attributes" => "attribute",
        "taxonomy_term" => "taxonomy_term",
        "taxonomy_detail" => "taxonomy",
        "location" | "locations" => "location",
        "addresses" => "address",
        "accessibility" => "accessibility",
        _ => return None,
    })
}
