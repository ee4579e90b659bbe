//! `waypost serve`: what was asked for becomes an [`Order`]. The server itself is handed in.

mod errors;
mod phone;

pub use errors::Errors;

use super::args::{Format, ServeArgs};
use super::exit::{Exit, Stop};
use super::project::Project;
use super::terminal::Terminal;
use crate::base::day::Day;
use std::io::IsTerminal;
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
pub fn greeting(address: SocketAddr, base_path: &str, terminal: &Terminal) -> String {
    let is_screen = std::io::stdout().is_terminal() && terminal.format != Format::Json;
    let elsewhere = phone::reachable(address);
    words(
        address,
        base_path,
        elsewhere,
        is_screen.then_some(terminal.colours),
    )
}

/// `elsewhere` is where other machines find it; `colours` is none if a code would be of no use.
fn words(
    address: SocketAddr,
    base_path: &str,
    elsewhere: Option<SocketAddr>,
    colours: Option<bool>,
) -> String {
    let base_path = base_path.trim_end_matches('/');
    let here = match address.ip() {
        ip if ip.is_unspecified() => format!("localhost:{}", address.port()),
        _ => address.to_string(),
    };
    let mut words = format!("Your preview is at http://{here}{base_path}/\n");
    if let Some(elsewhere) = elsewhere {
        let url = format!("http://{elsewhere}{base_path}/");
        if elsewhere != address {
            words.push_str(&format!("On a phone in the same network: {url}\n"));
        }
        if let Some(code) = colours.and_then(|colours| phone::code(&url, colours)) {
            words.push_str(&format!("\n{code}\n"));
        }
    }
    if !address.ip().is_loopback() {
        words.push_str(
            "Anyone in your network can open it, and sees your drafts too. In a network that you share with\n\
             strangers, end it and start it without --host.\n",
        );
    }
    words.push_str("Every change shows as you save it. Press Ctrl and C to end.\n");
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> SocketAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_preview_for_this_machine_says_where_it_is_and_nothing_of_phones() {
        let local = address("127.0.0.1:1111");
        assert_eq!(
            words(local, "/sub", phone::reachable(local), Some(true)),
            "Your preview is at http://127.0.0.1:1111/sub/\n\
             Every change shows as you save it. Press Ctrl and C to end.\n"
        );
        let sixth = words(address("[::1]:1111"), "", None, None);
        assert!(sixth.contains("http://[::1]:1111/\n"), "{sixth}");
    }

    #[test]
    fn a_preview_for_the_network_has_a_code_and_a_warning() {
        let all = address("0.0.0.0:1111");
        let phone = Some(address("192.0.2.7:1111"));
        let said = words(all, "", phone, Some(false));
        assert!(
            said.contains("On a phone in the same network: http://192.0.2.7:1111/\n"),
            "{said}"
        );
        assert!(
            said.contains('█') && said.contains("sees your drafts too"),
            "{said}"
        );
        let piped = words(all, "", phone, None);
        assert!(
            !piped.contains('█') && piped.contains("192.0.2.7"),
            "{piped}"
        );
    }
}
