//! Templates that nothing uses, because their names are almost those of the theme's: a slip that is
//! otherwise silent, for the theme's own template is used instead.

use crate::base::diag::{Diagnostic, Sink};
use crate::model::Site;
use crate::render::Engine;
use std::collections::BTreeSet;

/// Warns of templates that nothing uses and that have a near namesake in the theme.
pub fn check_templates(site: &Site, engine: &Engine, sink: &mut Sink) {
    let idle = engine.idle();
    if idle.is_empty() {
        return;
    }
    let named: BTreeSet<&str> = site
        .all()
        .filter_map(|(_, entry)| Some(entry.front.template.as_ref()?.0.as_str()))
        .collect();
    for template in idle {
        let stem = template.name.strip_suffix(".html");
        let is_named =
            named.contains(template.name) || stem.is_some_and(|stem| named.contains(stem));
        if !is_named {
            let message = format!("nothing uses the template `{}`", template.name);
            sink.push(
                Diagnostic::warning("template/idle", message)
                    .in_file(template.path)
                    .help(format!(
                        "did you mean `{}`? Only a template of the same name takes the place of the theme's",
                        template.near
                    )),
            );
        }
    }
}
