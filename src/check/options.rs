//! What the settings say of the theme's options, with the files of the site at hand.

use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::span::Span;
use crate::config::theme::OptionValue;
use crate::facts::{self, World};

/// Checks that the files are there which options name.
pub fn check_options(world: &World, sink: &mut Sink) {
    let config = &world.site.config;
    for (name, value) in world.options.as_ref() {
        let OptionValue::File(path) = value else {
            continue;
        };
        if path.is_empty() || facts::is_there(world, path) {
            continue;
        }
        let fault = Diagnostic::error(
            "theme/file",
            format!("there is no file `{path}` below static/ or content/"),
        );
        let set = config.options.iter().find(|(key, _)| key.text == *name);
        let fault = match set {
            Some((_, node)) => fault.at_span(Span::new(&config.path, node.span.clone())),
            None => fault.in_file(&config.path),
        };
        let files = world.site.files.keys();
        let files = files.filter_map(|file| file.below("static").or(file.below("content")));
        let help = match nearest(path, files) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("put it into static/, or delete the line `{name}`"),
        };
        sink.push(fault.help(help));
    }
}
