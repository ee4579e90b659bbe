//! Opens the person's browser.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};

/// Shows a server's first page. Says whether a browser could be asked for.
pub(super) fn open(address: SocketAddr, base_path: &str) -> std::io::Result<()> {
    let url = url(address, base_path);
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        // The empty word is the window's title: without it `start` takes the address for one.
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut child = Command::new(program)
        .args(before)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Some openers live as long as the browser.
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// The address to open: one that can be reached, also where the server listens on all of them.
fn url(address: SocketAddr, base_path: &str) -> String {
    let reachable = match address.ip() {
        ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    let at = SocketAddr::new(reachable, address.port());
    format!("http://{at}{}/", base_path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_where_it_can_be_reached() {
        let address = |text: &str| text.parse().expect("an address");
        assert_eq!(url(address("127.0.0.1:1111"), ""), "http://127.0.0.1:1111/");
        assert_eq!(
            url(address("0.0.0.0:80"), "/sub/"),
            "http://127.0.0.1:80/sub/"
        );
        assert_eq!(url(address("[::1]:1111"), "/sub"), "http://[::1]:1111/sub/");
    }
}
