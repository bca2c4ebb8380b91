//! Commands of the guides, pasted in their order as on a fresh Debian: with the programs that the README names and no others,
//! and with no variable that a guide does not set. Each prints the text of the guide, and nothing if the guide shows none.

use crate::support::stack::{Stack, checkout, fresh_id};
use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// Programs that the guides' commands may use: bash, and those that the README requires or every Debian has.
const PROGRAMS: [&str; 3] = ["cat", "curl", "sleep"];
/// Text that is printed after each block, with its number.
const MARK: &str = "---- end of block";

/// Commands of a guide and their output.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    commands: String,
    prints: String,
}

/// Instructions of a guide to its reader.
#[derive(Debug, Default, PartialEq, Eq)]
struct Guide {
    /// Programs to save, by file name.
    files: BTreeMap<String, String>,
    steps: Vec<Step>,
}

impl Guide {
    fn of(path: &str) -> Self {
        let text = fs::read_to_string(checkout().join(path)).expect("the guide");
        Self::read(&text)
    }

    /// Reads fenced blocks: `bash` is pasted, the following `text` is its output, `python NAME` is saved under that name.
    fn read(text: &str) -> Self {
        let mut guide = Self::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(kind) = line.strip_prefix("```") else {
                continue;
            };
            let block: String = lines
                .by_ref()
                .take_while(|line| *line != "```")
                .flat_map(|line| [line, "\n"])
                .collect();
            match kind.split_once(' ').unwrap_or((kind, "")) {
                ("bash", _) => guide.steps.push(Step {
                    commands: block,
                    prints: String::new(),
                }),
                ("text", _) => {
                    let step = guide.steps.last_mut().expect("commands before the text");
                    step.prints = block;
                }
                ("python", name) => {
                    guide.files.insert(name.to_owned(), block);
                }
                _ => {}
            }
        }
        guide
    }

    /// Pastes all commands into one shell and compares the output.
    fn follow(&self) {
        let place = Place::new(&self.files);
        let blocks = self.steps.iter().enumerate();
        let marked: Vec<_> = blocks
            .map(|(number, step)| format!("{}\necho '{MARK} {number}'\n", step.commands))
            .collect();
        let script = marked.concat();
        let output = place.run("bash", &["-euo", "pipefail", "-c", &script]);
        let printed = String::from_utf8_lossy(&output.stdout);
        let failure = String::from_utf8_lossy(&output.stderr);
        let mut rest = &*printed;
        for (number, step) in self.steps.iter().enumerate() {
            let end = format!("{MARK} {number}\n");
            let Some((seen, after)) = rest.split_once(&end) else {
                panic!(
                    "stopped in:\n{}\nit printed:\n{rest}\n{failure}",
                    step.commands
                );
            };
            assert!(
                is_like(&step.prints, seen),
                "{}\nprints\n{seen}\nand not\n{}\n{failure}",
                step.commands,
                step.prints
            );
            rest = after;
        }
        assert!(output.status.success(), "{failure}");
    }
}

/// Whether a text is that of a guide; `…` stands for anything within a line.
fn is_like(said: &str, seen: &str) -> bool {
    let (mut said, mut seen) = (said.lines(), seen.lines());
    loop {
        match (said.next(), seen.next()) {
            (None, None) => return true,
            (Some(said), Some(seen)) if is_line_like(said, seen) => {}
            _ => return false,
        }
    }
}

fn is_line_like(said: &str, seen: &str) -> bool {
    let Some((before, after)) = said.split_once('…') else {
        return said == seen;
    };
    let Some(rest) = seen.strip_prefix(before) else {
        return false;
    };
    let mut ends = rest.char_indices().map(|(index, _)| index);
    ends.any(|index| is_line_like(after, rest.get(index..).unwrap_or_default()))
        || is_line_like(after, "")
}

/// A folder that looks like the checkout beside a running `cargo dev`, and a path with few programs.
struct Place {
    folder: PathBuf,
}

impl Place {
    fn new(files: &BTreeMap<String, String>) -> Self {
        let folder = std::env::temp_dir().join(format!("cooperlink-guide-{}", fresh_id()));
        let programs = folder.join("programs");
        fs::create_dir_all(&programs).expect("a folder");
        fs::create_dir_all(folder.join("target")).expect("a folder");
        let environment = Stack::environment_file();
        let dev = fs::canonicalize(environment.parent().expect("a folder")).expect("a stack runs");
        symlink(dev, folder.join("target/dev")).expect("a link");
        for program in PROGRAMS {
            symlink(find(program), programs.join(program)).expect("a link");
        }
        symlink(python(), programs.join("python3")).expect("a link");
        for (name, text) in files {
            fs::write(folder.join(name), text).expect("a file");
        }
        Self { folder }
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        // The place's own first: it has the interpreter itself.
        let own = self.folder.join("programs").join(program);
        Command::new(if own.exists() { own } else { find(program) })
            .args(arguments)
            .env_clear()
            .env("PATH", self.folder.join("programs"))
            .env("HOME", &self.folder)
            .current_dir(&self.folder)
            .output()
            .expect("it runs")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.folder);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test looks for programs where a shell does"
)]
fn find(program: &str) -> PathBuf {
    let path = std::env::var("PATH").expect("a path");
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .unwrap_or_else(|| panic!("there is no {program}"))
}

/// Path of the interpreter itself, if the first `python3` is a script that looks for one.
fn python() -> PathBuf {
    let output = Command::new("python3")
        .args(["-c", "import sys; print(sys.executable)"])
        .output()
        .expect("python starts");
    let path = String::from_utf8(output.stdout).expect("a path");
    Path::new(path.trim()).to_owned()
}

#[test]
fn a_host_app_integrates_by_its_guide() {
    Guide::of("functions/verify-api/README.md").follow();
}

#[test]
fn a_host_apps_tests_reach_their_states_by_the_robot() {
    Guide::of("tests/m365-emulator/README.md").follow();
}

#[test]
fn a_guide_is_read_block_by_block() {
    let text = "# Guide\n```bash\nID=1\n```\nand\n```bash\necho $ID\n```\n\n```text\n1\n```\n```python a.py\nprint(1)\n```\n```mermaid\nx\n```\n";
    let step = |commands: &str, prints: &str| Step {
        commands: commands.to_owned(),
        prints: prints.to_owned(),
    };
    let expected = Guide {
        files: BTreeMap::from([("a.py".to_owned(), "print(1)\n".to_owned())]),
        steps: vec![step("ID=1\n", ""), step("echo $ID\n", "1\n")],
    };
    assert_eq!(Guide::read(text), expected);
}

#[test]
fn only_what_a_guide_leaves_open_may_differ() {
    for (said, seen, expected) in [
        ("a\nb\n", "a\nb\n", true),
        ("a\n", "a\nb\n", false),
        ("", "a\n", false),
        ("", "", true),
        ("key_… and …\n", "key_1 and 2\n", true),
        ("key_… and 2\n", "key_1 and 2 and 2\n", true),
        ("key_… and 2\n", "key_1 and 2 or 3\n", false),
        ("…\n", "\n", true),
    ] {
        assert_eq!(is_like(said, seen), expected, "{said:?} {seen:?}");
    }
}
