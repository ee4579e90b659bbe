//! The closed sets of words that a listing's fields can be.

/// An enum whose members each have one word in source files, in a fixed order.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $member:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* $member,)+ }

        impl $name {
            /// Every word with its meaning, in the order of this type.
            pub const WORDS: &'static [(&'static str, $name)] = &[$(($word, $name::$member)),+];

            /// The word as it stands in source files and templates.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$member => $word,)+ }
            }

            /// Reads the word, exactly as written in [`Self::as_str`].
            pub fn parse(word: &str) -> Option<$name> {
                Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
            }
        }
    };
}

pub(super) use words;

words! {
    /// What a listing is. The order is the order in which lists show them.
    Kind {
        /// People to talk to, by phone, text or chat.
        Helpline = "helpline",
        /// People who meet.
        Group = "group",
        /// Help from an organisation.
        Service = "service",
        /// Something on a day.
        Event = "event",
        /// A course.
        Training = "training",
        /// A forum, a chat room, a channel.
        OnlineCommunity = "online-community",
        /// A program.
        App = "app",
        /// A book.
        Book = "book",
    }
}

words! {
    /// The ways to reach a listing.
    ChannelKind {
        /// A call.
        Voice = "voice",
        /// A text message.
        Text = "text",
        /// A call of somebody who types (textphone, minicom, TTY).
        Textphone = "textphone",
        /// A call through somebody who passes it on.
        Relay = "relay",
        /// A chat in the browser.
        Webchat = "webchat",
        /// A WhatsApp message.
        Whatsapp = "whatsapp",
        /// A Signal message.
        Signal = "signal",
        /// An e-mail.
        Email = "email",
        /// A program for a phone.
        App = "app",
        /// A video call, in sign language or not.
        Video = "video",
        /// A letter.
        Post = "post",
        /// A web page.
        Url = "url",
    }
}

words! {
    /// What it costs to use a channel.
    ChannelCost {
        /// Nothing.
        Free = "free",
        /// What a call or a text usually costs.
        Standard = "standard",
        /// More than that.
        Premium = "premium",
        /// Nobody has said.
        Unknown = "unknown",
    }
}

words! {
    /// Where people meet.
    Attendance {
        /// In a room.
        InPerson = "in-person",
        /// Over the internet.
        Online = "online",
        /// Both.
        Hybrid = "hybrid",
        /// Over the phone.
        Phone = "phone",
    }
}

words! {
    /// What it costs.
    Cost {
        /// Nothing.
        Free = "free",
        /// What people wish to give.
        Donation = "donation",
        /// By income.
        SlidingScale = "sliding-scale",
        /// A price.
        Paid = "paid",
        /// Nobody has asked yet.
        Unknown = "unknown",
    }
}

words! {
    /// Whether it is for readers in a crisis.
    Crisis {
        /// No.
        None = "none",
        /// Help on the same day.
        Urgent = "urgent",
        /// Help at once.
        Emergency = "emergency",
    }
}

words! {
    /// How somebody checked a listing.
    Method {
        /// By calling.
        Phone = "phone",
        /// By writing.
        Email = "email",
        /// On its website.
        Website = "website",
        /// By going there.
        Visit = "visit",
        /// The provider sent word.
        Provider = "provider",
    }
}

words! {
    /// Whether it is there.
    #[derive(Default)]
    Status {
        /// It is.
        #[default]
        Active = "active",
        /// Not at present, and nobody knows until when.
        Inactive = "inactive",
        /// No longer.
        Defunct = "defunct",
        /// It will be again.
        TemporarilyClosed = "temporarily-closed",
    }
}

words! {
    /// Who may come to a group.
    OpenTo {
        /// Anybody.
        Everyone = "everyone",
        /// Those whom it is about.
        PeopleAffected = "people-affected",
        /// Those who are close to them.
        FamilyAndFriends = "family-and-friends",
        /// Whoever was asked to.
        Invited = "invited",
    }
}

words! {
    /// Who can send somebody to a service.
    Referral {
        /// People come by themselves.
        SelfReferral = "self",
        /// A professional.
        Professional = "professional",
        /// A doctor.
        Gp = "gp",
        /// The service asks people.
        Invitation = "invitation",
        /// Nobody has to.
        NoneNeeded = "none-needed",
    }
}

words! {
    /// What makes it easier to come or to take part. What is not said is unknown, never *no*.
    Access {
        /// No step on the way in.
        StepFree = "step-free",
        /// A lift to every floor that is used.
        Lift = "lift",
        /// A toilet for people in wheelchairs.
        AccessibleToilet = "accessible-toilet",
        /// A toilet for any gender.
        GenderNeutralToilet = "gender-neutral-toilet",
        /// A loop for hearing aids.
        HearingLoop = "hearing-loop",
        /// Somebody who signs.
        SignLanguage = "sign-language",
        /// Somebody who interprets spoken languages.
        Interpreter = "interpreter",
        /// Speech as text.
        Captions = "captions",
        /// In large print.
        LargePrint = "large-print",
        /// In easy words.
        EasyRead = "easy-read",
        /// A room to be alone in.
        QuietSpace = "quiet-space",
        /// A place for the car.
        Parking = "parking",
        /// A bus or a train stops near by.
        PublicTransport = "public-transport",
        /// Somebody looks after children.
        Childcare = "childcare",
        /// Dogs that help may come in.
        AssistanceDogs = "assistance-dogs",
        /// Calls through a relay service are answered.
        Relay = "relay",
    }
}

words! {
    /// How much of an address readers may know.
    Exposure {
        /// All of it.
        Public = "public",
        /// Roughly where.
        Approximate = "approximate",
        /// Whoever asks is told.
        OnRequest = "on-request",
        /// Nothing at all.
        Withheld = "withheld",
    }
}

words! {
    /// Whether readers may know how to join online.
    Disclosure {
        /// They may.
        Public = "public",
        /// Whoever asks is told.
        OnRequest = "on-request",
    }
}

words! {
    /// Whether it is published.
    Publish {
        /// Everywhere.
        Public = "public",
        /// It has a page, to which nothing leads.
        Unlisted = "unlisted",
        /// Not yet.
        Draft = "draft",
    }
}

words! {
    /// An output that a listing can be kept out of.
    Outlet {
        /// Sheets to print.
        Print = "print",
        /// Feeds.
        Feeds = "feeds",
        /// The site's own search, and search engines.
        Search = "search",
        /// Data for search engines.
        Jsonld = "jsonld",
    }
}

words! {
    /// What kind of event it is.
    EventFormat {
        /// People do something together.
        Workshop = "workshop",
        /// People listen online.
        Webinar = "webinar",
        /// People meet.
        Social = "social",
        /// People listen, and talk about it.
        Conference = "conference",
        /// People may look in.
        OpenDay = "open-day",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// Whether an event takes place.
    EventStatus {
        /// It does.
        Scheduled = "scheduled",
        /// It doesn't.
        Cancelled = "cancelled",
        /// It will, and nobody knows when.
        Postponed = "postponed",
        /// It does, on another day than was said.
        Rescheduled = "rescheduled",
        /// It does, and not in the room.
        MovedOnline = "moved-online",
    }
}

words! {
    /// Who reads what people write in an online community.
    Moderation {
        /// Somebody, before it appears.
        Pre = "pre",
        /// Somebody, soon after.
        Post = "post",
        /// Somebody, when it is reported.
        Reactive = "reactive",
        /// Nobody.
        None = "none",
    }
}

impl Kind {
    /// Whether somebody must have checked it: all but books, which don't change.
    pub fn needs_verifying(self) -> bool {
        self != Kind::Book
    }
}
