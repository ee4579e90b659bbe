//! The program. Its command line comes with floor 12.

fn main() {}
