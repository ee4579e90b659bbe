//! Builds the program anew when a file of the default theme is added or taken away: the files
//! themselves are followed by the compiler, their folder is not.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
}
