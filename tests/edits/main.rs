//! Rebuilding is exact: whatever is edited, in whatever order, and whoever looks in between, what is
//! kept from before is what a clean build makes. Random sites and random edits, and targeted ones.

mod apply;
mod cached;
mod damage;
mod edit;
mod facts;
mod failing;
mod files;
mod killed;
mod mutations;
mod project;
mod random;
mod rebuilds;
mod run;
mod scenarios;
mod subject;
mod text;
