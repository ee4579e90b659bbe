//! As much of a browser as the tests need.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Nothing here takes long; what takes so long will never come.
pub const DEADLINE: Duration = Duration::from_secs(20);

pub struct Reply {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The token that the page's script was given.
    pub fn seen(&self) -> String {
        let text = self.text();
        let (_, rest) = text
            .split_once("data-seen=\"")
            .expect("a token in the page");
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the server listens");
    stream
        .set_read_timeout(Some(DEADLINE))
        .expect("a time limit");
    stream
}

/// Sends a request line with these headers (and a fitting `Host` unless there is one).
pub fn send(address: SocketAddr, line: &str, headers: &[(&str, &str)]) -> Reply {
    let mut request = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "Host") {
        request.push_str(&format!("Host: {address}\r\n"));
    }
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    let mut stream = connect(address);
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    parse(&answer)
}

fn parse(answer: &[u8]) -> Reply {
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("a head");
    let head = String::from_utf8_lossy(&answer[..end]);
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|code| code.parse().ok())
        .expect("a status");
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Reply {
        status,
        headers,
        body: answer[end + 4..].to_vec(),
    }
}

pub fn get(address: SocketAddr, path: &str) -> Reply {
    send(address, &format!("GET {path}"), &[])
}

/// One event of a stream. A comment is one with the name `:`.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Event {
    pub name: String,
    pub data: String,
    pub id: String,
}

/// An open stream.
pub struct Events(BufReader<TcpStream>);

impl Events {
    pub fn open(address: SocketAddr, path: &str, seen: &str) -> Events {
        Events::open_with(address, path, seen, "")
    }

    /// With further header lines.
    pub fn open_with(address: SocketAddr, path: &str, seen: &str, headers: &str) -> Events {
        let mut stream = connect(address);
        let request = format!(
            "GET /_waypost/events?path={path}&seen={seen} HTTP/1.1\r\nHost: localhost\r\n\
             Accept: text/event-stream\r\n{headers}\r\n"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).expect("a status line");
        assert!(line.contains(" 200 "), "{line}");
        while line.trim_end() != "" {
            line.clear();
            reader.read_line(&mut line).expect("a header");
        }
        Events(reader)
    }

    /// The next event. Lines without a colon are the lengths of chunks.
    pub fn next(&mut self) -> Event {
        let mut event = Event::default();
        loop {
            let mut line = String::new();
            let length = self.0.read_line(&mut line).expect("an event in time");
            assert_ne!(length, 0, "the stream goes on");
            match line.trim_end().split_once(':') {
                Some(("event", value)) => event.name = value.trim_start().to_owned(),
                Some(("data", value)) => event.data = value.trim_start().to_owned(),
                Some(("id", value)) => event.id = value.trim_start().to_owned(),
                Some(("", _)) => event.name = ":".to_owned(),
                _ if event != Event::default() && line.trim_end().is_empty() => return event,
                _ => {}
            }
        }
    }

    /// Reads to the end of the connection: whether the stream was closed by a last, empty chunk, and not
    /// merely cut off.
    pub fn ends_in_order(&mut self) -> bool {
        let mut rest = Vec::new();
        self.0.read_to_end(&mut rest).expect("an end in time");
        rest.ends_with(b"0\r\n\r\n")
    }

    /// The next event, which must be of this name. Notes, or word that they are the same, come in between
    /// and are passed over unless they are what is waited for.
    pub fn expect(&mut self, name: &str) -> Event {
        let mut event = self.next();
        while ["notes", "revised"].contains(&event.name.as_str()) && name != event.name {
            event = self.next();
        }
        assert_eq!(event.name, name, "{event:?}");
        event
    }
}
