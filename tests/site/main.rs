//! Whole sites: what a folder of files becomes, from the settings to the bytes of the outputs.

mod project;

mod base_path;
mod base_units;
mod bundles;
mod collisions;
mod dates;
mod determinism;
mod directories;
mod example;
mod feeds;
mod fixtures;
mod freshness;
mod joined;
mod kinds;
mod links;
mod nodes;
mod opening;
mod organizations;
mod output_folder;
mod outputs;
mod own_pages;
mod page;
mod pictures;
mod program;
mod round_trip;
mod secrets;
mod slips;
mod slugs;
mod stored;
mod taxonomies;
mod template_api;
mod themes;
mod traces;
mod translations;
mod vocabularies;
