//! The preview server, over real sockets and a real folder: what it answers, what it tells open tabs,
//! what it notices, and how it ends.

mod answers;
mod client;
mod ending;
mod events;
mod program;
mod site;
mod watching;
