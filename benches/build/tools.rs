//! The programs that are compared, and how each is asked to build and to serve.

use crate::layouts::Layout;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One program with one way of using it.
pub struct Tool {
    /// What the tables call it.
    pub name: &'static str,
    /// The site it builds.
    pub layout: Layout,
    program: PathBuf,
    flags: &'static [&'static str],
    /// Whether it remembers anything from one build to the next.
    pub remembers: bool,
}

/// Waypost in its variants, then the others that are there.
pub fn find(peers: &OsStr) -> Vec<Tool> {
    let waypost = PathBuf::from(env!("CARGO_BIN_EXE_waypost"));
    let mut tools = vec![Tool {
        name: "Waypost",
        layout: Layout::Waypost,
        program: waypost.clone(),
        flags: &[],
        remembers: true,
    }];
    if has_no_cache(&waypost) {
        tools.push(Tool {
            name: "Waypost --no-cache",
            layout: Layout::Waypost,
            program: waypost.clone(),
            flags: &["--no-cache"],
            remembers: false,
        });
    }
    tools.push(Tool {
        name: "Waypost, default theme",
        layout: Layout::WaypostTheme,
        program: waypost,
        flags: &[],
        remembers: true,
    });
    for (name, layout) in [("Hugo", Layout::Hugo), ("Zola", Layout::Zola)] {
        if let Some(program) = installed(layout.name(), peers) {
            tools.push(Tool {
                name,
                layout,
                program,
                flags: &[],
                remembers: false,
            });
        }
    }
    tools
}

/// Those that would have been compared.
pub fn missing(tools: &[Tool]) -> Vec<&'static str> {
    ["Hugo", "Zola"]
        .into_iter()
        .filter(|name| tools.iter().all(|tool| tool.name != *name))
        .collect()
}

impl Tool {
    /// What it says of itself.
    pub fn version(&self) -> String {
        let argument = match self.layout {
            Layout::Hugo => "version",
            _ => "--version",
        };
        let said = Command::new(&self.program).arg(argument).output();
        let said = said.map(|said| said.stdout).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        said.split_whitespace()
            .take(2)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether it is Waypost, in any variant.
    pub fn is_ours(&self) -> bool {
        matches!(self.layout, Layout::Waypost | Layout::WaypostTheme)
    }

    /// A build of the site in this folder into its `public/`.
    pub fn build(&self, root: &Path) -> Command {
        let mut command = self.command(root);
        match self.layout {
            Layout::Hugo => command.args(["build", "--cacheDir"]).arg(own_cache(root)),
            Layout::Zola => command.arg("build"),
            _ => command.args(["build", "--format", "json"]),
        };
        command.args(self.flags);
        command
    }

    /// A preview of it. None of them writes to a disk: Hugo can, and is faster when it doesn't.
    pub fn serve(&self, root: &Path, port: u16) -> Command {
        let mut command = self.command(root);
        command.args(["serve", "--port", &port.to_string()]);
        if self.layout == Layout::Hugo {
            command
                .args(["--renderToMemory", "--cacheDir"])
                .arg(own_cache(root));
        }
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// What it leaves in the site's folder, without which a build is clean.
    pub fn leftovers(&self) -> &'static [&'static str] {
        match self.layout {
            Layout::Hugo => &["public", "resources", ".hugo_build.lock", ".hugo-cache"],
            Layout::Zola => &["public"],
            _ => &["public", ".waypost"],
        }
    }

    fn command(&self, root: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(root).stdin(Stdio::null());
        command
    }
}

fn own_cache(root: &Path) -> PathBuf {
    root.join(".hugo-cache")
}

fn has_no_cache(waypost: &Path) -> bool {
    let help = Command::new(waypost).args(["build", "--help"]).output();
    help.is_ok_and(|help| String::from_utf8_lossy(&help.stdout).contains("--no-cache"))
}

fn installed(name: &str, peers: &OsStr) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(peers)
        .chain(std::env::split_paths(&path))
        .filter(|folder| !folder.as_os_str().is_empty())
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}
