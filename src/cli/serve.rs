//! `waypost serve`: what was asked for becomes an [`Order`]. The server itself is handed in.

use super::args::ServeArgs;
use super::exit::{Exit, Stop};
use super::project::Project;
use super::terminal::Terminal;
use crate::base::day::Day;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// What is to be shown, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The site's folder.
    pub root: PathBuf,
    /// The address to listen at.
    pub host: IpAddr,
    /// The port that was asked for, if one was.
    pub port: Option<u16>,
    /// Open a browser once it listens.
    pub open: bool,
    /// Look for changes instead of waiting to be told.
    pub poll: bool,
    /// The day to show; none for today, also after midnight.
    pub day: Option<Day>,
    /// Show drafts.
    pub drafts: bool,
    /// Show what is dated in the future.
    pub future: bool,
}

/// Carries out `waypost serve` until the person ends it.
pub fn serve(
    args: &ServeArgs,
    root: Option<&Path>,
    terminal: &Terminal,
    work: impl FnOnce(&Order, &Project) -> Result<Exit, Stop>,
) -> Result<Exit, Stop> {
    let project = Project::find(root, &args.dir, terminal)?;
    let order = Order {
        root: project.root.clone(),
        host: args.host,
        port: args.port,
        open: args.open,
        poll: args.poll,
        day: args.date,
        drafts: !args.no_drafts,
        future: !args.no_future,
    };
    work(&order, &project)
}

/// What to say once the server listens. `base_path` is empty, or the path below which the site lives.
pub fn greeting(address: SocketAddr, base_path: &str) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() => format!("localhost:{}", address.port()),
        _ => address.to_string(),
    };
    let mut words = format!(
        "Your preview is at http://{host}{}/\nEvery change shows as you save it. Press Ctrl and C to end.\n",
        base_path.trim_end_matches('/')
    );
    if !address.ip().is_loopback() {
        words.push_str("Anyone in your network can see it, drafts included.\n");
    }
    words
}
