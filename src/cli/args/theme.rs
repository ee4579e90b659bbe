//! What `waypost theme` wants to know.

use clap::Subcommand;
use std::path::PathBuf;

/// What can be done with the theme.
#[derive(Debug, Subcommand)]
pub enum Theme {
    /// Name the themes, and the files of the one in use, and say which of them this site has replaced
    List {
        /// The site's folder
        #[arg(default_value = ".", hide_default_value = true)]
        dir: PathBuf,
    },
    /// Copy one file of the theme into the site, so that you can change it
    Eject {
        /// The file, as `waypost theme list` names it
        file: String,
        /// The site's folder
        #[arg(default_value = ".", hide_default_value = true)]
        dir: PathBuf,
    },
    /// Begin a theme of your own, on top of the default one
    New {
        /// The theme's name: small letters, digits and `-`
        name: String,
        /// The site's folder
        #[arg(default_value = ".", hide_default_value = true)]
        dir: PathBuf,
    },
}
