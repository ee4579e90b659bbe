//! The way from a phone to the preview: the address that it has in the network, and a code to point the
//! camera at.

use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// Black on white, whatever the terminal's own colours are.
const PAPER: &str = "\x1b[38;5;16;48;5;231m";
const PLAIN: &str = "\x1b[0m";

/// Where other machines of the network find what listens at an address; none if it is for this one alone.
pub(super) fn reachable(address: SocketAddr) -> Option<SocketAddr> {
    let ip = match address.ip() {
        ip if ip.is_loopback() => return None,
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => own((Ipv4Addr::UNSPECIFIED, 0).into(), "192.0.2.1:9")?,
        IpAddr::V6(_) => own((Ipv4Addr::UNSPECIFIED, 0).into(), "192.0.2.1:9")
            .or_else(|| own((Ipv6Addr::UNSPECIFIED, 0).into(), "[2001:db8::1]:9"))?,
    };
    Some(SocketAddr::new(ip, address.port()))
}

/// The address from which this machine would speak to others. Nothing is sent: the system only looks
/// which of its own addresses it would take.
fn own(from: SocketAddr, to: &str) -> Option<IpAddr> {
    let socket = UdpSocket::bind(from).ok()?;
    socket.connect(to).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified() && !ip.is_loopback()).then_some(ip)
}

/// A QR code of half blocks with a quiet zone around it. Without colours the terminal is taken to be
/// dark, as most are; phones read the other kind as well.
pub(super) fn code(url: &str, colours: bool) -> Option<String> {
    let code = QrCode::with_error_correction_level(url, EcLevel::L).ok()?;
    let (dark, light) = match colours {
        true => (Dense1x2::Dark, Dense1x2::Light),
        false => (Dense1x2::Light, Dense1x2::Dark),
    };
    let blocks = code
        .render::<Dense1x2>()
        .dark_color(dark)
        .light_color(light)
        .quiet_zone(true)
        .build();
    let lines = blocks.lines().map(|line| match colours {
        true => format!("{PAPER}{line}{PLAIN}\n"),
        false => format!("{line}\n"),
    });
    Some(lines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_fits_a_terminal_and_has_a_quiet_zone() {
        let code = code("http://192.168.178.123:1111/", false).expect("a code");
        let lines: Vec<Vec<char>> = code.lines().map(|line| line.chars().collect()).collect();
        assert!(lines.len() <= 20 && lines[0].len() <= 40, "{code}");
        // Light stands for light here: four modules at each side, two lines above and below.
        let is_quiet = |line: &[char]| line.iter().all(|block| *block == '█');
        assert!(is_quiet(&lines[0]) && is_quiet(&lines[1]), "{code}");
        // The last line may be half a line.
        assert!(
            lines[..lines.len() - 1]
                .iter()
                .all(|line| is_quiet(&line[..4]) && is_quiet(&line[line.len() - 4..])),
            "{code}"
        );
    }

    #[test]
    fn on_paper_each_line_ends_plain() {
        let code = code("http://192.0.2.1:1111/", true).expect("a code");
        assert!(
            code.lines()
                .all(|line| line.starts_with(PAPER) && line.ends_with(PLAIN))
        );
    }

    #[test]
    fn only_what_others_can_reach_has_an_address_for_them() {
        assert_eq!(reachable(SocketAddr::from(([127, 0, 0, 1], 80))), None);
        let there = SocketAddr::from(([192, 0, 2, 9], 80));
        assert_eq!(reachable(there), Some(there));
    }
}
