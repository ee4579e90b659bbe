//! What must be known before the program is compiled.
//!
//! Builds the program anew when a file of an embedded theme is added or taken away: the files
//! themselves are followed by the compiler, their folder is not. Gives the program a name of its own, by
//! its source: a cache is of use only to the very program that wrote it. And writes the numbering plans
//! of all countries as Rust, since the library that holds them needs longer to read them than a small
//! site takes to build.

use phonenumber::Type;
use phonenumber::metadata::{DATABASE, Descriptor, Format, Metadata};
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// The kinds of numbers that can be called from anywhere in the country.
const KINDS: [Type; 10] = [
    Type::FixedLine,
    Type::Mobile,
    Type::TollFree,
    Type::PremiumRate,
    Type::SharedCost,
    Type::PersonalNumber,
    Type::Voip,
    Type::Pager,
    Type::Uan,
    Type::Voicemail,
];
/// The highest code that a country has.
const LAST_CODE: u16 = 999;

fn main() {
    let mut hasher = DefaultHasher::new();
    for folder in ["src", "themes"] {
        println!("cargo::rerun-if-changed={folder}");
        hash(Path::new(folder), &mut hasher);
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.lock");
    std::fs::read("Cargo.lock").ok().hash(&mut hasher);
    println!("cargo::rustc-env=WAYPOST_SOURCE={:016x}", hasher.finish());
    let folder = std::env::var_os("OUT_DIR").expect("a folder to write to");
    let path = PathBuf::from(folder).join("plans.rs");
    std::fs::write(path, plans()).expect("the numbering plans are written");
}

fn hash(folder: &Path, hasher: &mut DefaultHasher) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash(&path, hasher);
        } else {
            path.hash(hasher);
            std::fs::read(&path).ok().hash(hasher);
        }
    }
}

/// All plans by their codes, as `src/content/listing/number/tables.rs` describes them. Of those that
/// share a code the main one comes first.
fn plans() -> String {
    let codes = (1..=LAST_CODE).filter_map(|code| DATABASE.by_code(&code));
    let plans: Vec<String> = codes.flatten().map(plan).collect();
    format!("&[{}]", plans.join(",\n"))
}

fn plan(plan: &Metadata) -> String {
    let general = plan.descriptors().general();
    let kinds = KINDS
        .iter()
        .filter_map(|kind| plan.descriptors().get(*kind));
    let abroad = plan.international_prefix().map(|prefix| prefix.as_str());
    format!(
        "Table {{ country: {:?}, code: {}, abroad: {:?}, prefix: {:?}, general: {}, kinds: {}, \
         formats: {}, international: {} }}",
        plan.id(),
        plan.country_code(),
        abroad,
        plan.national_prefix(),
        numbers(general),
        list(kinds.map(numbers)),
        list(plan.formats().iter().map(format)),
        list(plan.international_formats().iter().map(format)),
    )
}

fn numbers(kind: &Descriptor) -> String {
    format!(
        "Numbers {{ pattern: {:?}, lengths: &{:?}, local: &{:?} }}",
        kind.national_number().as_str(),
        kind.possible_length(),
        kind.possible_local_length(),
    )
}

fn format(format: &Format) -> String {
    let leading = format.leading_digits().last();
    format!(
        "Format {{ pattern: {:?}, text: {:?}, leading: {:?}, first: {:?}, is_prefix_optional: {} }}",
        format.pattern().as_str(),
        format.format(),
        leading.map(|leading| leading.as_str()),
        format.national_prefix(),
        format.is_national_prefix_optional(),
    )
}

fn list(items: impl Iterator<Item = String>) -> String {
    let mut list = String::from("&[");
    for item in items {
        // Writing to a string can't fail.
        let _ = write!(list, "{item}, ");
    }
    list + "]"
}
