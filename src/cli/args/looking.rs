//! What the commands want to know that look at a site and write nothing.

use super::day;
use crate::base::day::Day;
use clap::Args;
use std::net::IpAddr;
use std::path::PathBuf;

/// What `serve` wants to know.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The site's folder
    #[arg(default_value = ".", hide_default_value = true)]
    pub dir: PathBuf,
    /// The address to listen at; 0.0.0.0 lets other devices in your network see the preview
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// The port to listen at; 1111 if you don't say, or one of the ten after it
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Open the preview in your browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes every second; for network folders, where changes are not announced
    #[arg(long)]
    pub poll: bool,
    /// Show the site as it is on this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Day>,
    /// Leave drafts out
    #[arg(long)]
    pub no_drafts: bool,
    /// Leave out what is not published yet, or no longer
    #[arg(long)]
    pub no_future: bool,
}

/// What `check` wants to know.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The site's folder
    #[arg(default_value = ".", hide_default_value = true)]
    pub dir: PathBuf,
    /// Check as if today were this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Day>,
    /// Check drafts as well
    #[arg(long)]
    pub drafts: bool,
    /// Check what is dated in the future as well
    #[arg(long)]
    pub future: bool,
    /// Let listings pass that are for readers in a crisis and that nobody has checked for long
    #[arg(long)]
    pub allow_stale: bool,
    /// List what the HSDS files leave out, too
    #[arg(long)]
    pub exports: bool,
}
