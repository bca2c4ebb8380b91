//! Imports without circles: no file of a package imports another one that imports it in turn, straight or through others.
//!
//! A file may use what its parent declares, and a parent may hand on what its children declare; neither counts as an import.

use super::rust_files;
use std::collections::{BTreeMap, BTreeSet};

/// Sources of a package by their module, which is empty for the root.
type Sources<'a> = BTreeMap<Vec<&'a str>, &'a str>;

/// Modules of a package, each with the modules that it imports.
type Imports<'a> = BTreeMap<Vec<&'a str>, BTreeSet<Vec<&'a str>>>;

#[test]
fn no_two_files_import_each_other() {
    let files = rust_files();
    let mut packages: BTreeMap<&str, Sources<'_>> = BTreeMap::new();
    for (path, text) in &files {
        let Some((package, file)) = path.split_once("/src/") else {
            continue;
        };
        if !package.starts_with("tests/") {
            let sources = packages.entry(package).or_default();
            sources.insert(module_of(file), text);
        }
    }
    assert!(packages.len() > 15, "{:?}", packages.keys());
    let circles = packages.iter().filter_map(|(package, sources)| {
        let circle = find_circle(&imports(sources))?;
        Some(format!("{package}: {circle}"))
    });
    let circles: Vec<_> = circles.collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn a_circle_is_found_through_groups_and_other_files_and_not_in_what_tests_import() {
    let circle = |files: &[(&'static str, &'static str)]| {
        let files = files.iter().map(|(file, text)| (module_of(file), *text));
        find_circle(&imports(&files.collect()))
    };
    let root = ("main.rs", "mod a; mod b; mod c; #[cfg(test)] mod tests;");
    let (b, c) = (
        ("b.rs", "use crate::c::C; // use crate::a;"),
        ("c.rs", "struct C;"),
    );
    let a = ("a.rs", "use crate::{b::{self, B}, c};");
    let tests = ("tests.rs", "use crate::a;");
    assert_eq!(circle(&[root, a, b, c, tests]), None);
    let back = ("c.rs", "const TEXT: &str = \"\"; fn f() { crate::a::g() }");
    assert_eq!(
        circle(&[root, a, b, back]).as_deref(),
        Some("a -> b -> c -> a")
    );
    let tested = ("c.rs", "#[cfg(test)] mod tests { use crate::a::g; }");
    assert_eq!(circle(&[root, a, b, tested]), None);
    let parent = ("a.rs", "mod inner; pub(crate) use inner::I; struct P;");
    let child = ("a/inner.rs", "use super::P; pub(crate) struct I;");
    assert_eq!(circle(&[root, parent, child, b, c]), None);
    let beside = ("a/inner.rs", "use crate::b::B; struct I(B);");
    let above = ("b.rs", "use crate::a::I;");
    let user = ("a.rs", "mod inner; use inner::I;");
    assert_eq!(
        circle(&[root, user, beside, above, c]).as_deref(),
        Some("a -> a::inner -> b -> a")
    );
}

/// Module of a file below `src`.
fn module_of(file: &str) -> Vec<&str> {
    match file.strip_suffix(".rs").unwrap() {
        "lib" | "main" => Vec::new(),
        module => module.split('/').collect(),
    }
}

/// Imports of every module that the root reaches without tests.
fn imports<'a>(sources: &Sources<'a>) -> Imports<'a> {
    let mut modules: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
    let mut declared = vec![Vec::new()];
    while let Some(module) = declared.pop() {
        // A module in the same file has none of its own.
        let Some(text) = sources.get(&module) else {
            continue;
        };
        let tokens = without_tests(&tokens(text));
        for words in tokens.windows(3) {
            if let ["mod", name, ";"] = words {
                declared.push([module.as_slice(), &[name]].concat());
            }
        }
        modules.insert(module, tokens);
    }
    let imports = modules.iter().map(|(module, tokens)| {
        let resolved = paths(tokens).into_iter();
        let resolved = resolved.filter_map(|path| resolve(&modules, module, &path));
        let others = resolved.filter(|target| !module.starts_with(target));
        (module.clone(), others.collect())
    });
    imports.collect()
}

/// Words and signs of a source, without comments and texts.
fn tokens(source: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = text_length(rest) {
            length
        } else if is_word(first) {
            rest.find(|character| !is_word(character))
                .unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        if is_word(first) || "{}()[];,#".contains(first) || token == "::" {
            tokens.push(token);
        }
        rest = after;
    }
    tokens
}

/// Length of a text or character in quotes at the beginning; `None` if there is none. A lifetime is no character.
fn text_length(rest: &str) -> Option<usize> {
    if let Some(raw) = rest.strip_prefix('r') {
        let marks = raw.len() - raw.trim_start_matches('#').len();
        let end = format!("\"{}", "#".repeat(marks));
        let text = raw[marks..].strip_prefix('"')?;
        return Some(2 + marks + text.find(&end)? + end.len());
    }
    let quote = rest.chars().next().filter(|first| "\"'".contains(*first))?;
    if quote == '\'' && !rest.starts_with("'\\") && rest.chars().nth(2) != Some('\'') {
        return None;
    }
    let mut characters = rest.char_indices().skip(1);
    while let Some((position, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return Some(position + 1);
        }
    }
    None
}

/// The tokens without the items that only tests have.
fn without_tests<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    const OF_TESTS: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        if let Some(item) = rest.strip_prefix(&OF_TESTS) {
            let mut depth = 0;
            let end = item.iter().position(|token| {
                depth += i32::from(*token == "{") - i32::from(*token == "}");
                depth == 0 && ["}", ";"].contains(token)
            });
            rest = end.map_or(&[], |end| &item[end + 1..]);
        } else {
            kept.push(*first);
            rest = &rest[1..];
        }
    }
    kept
}

/// Every path of more than one name, those of groups included and those that a module hands on left out.
fn paths<'a>(tokens: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut paths = Vec::new();
    let mut position = 0;
    while position < tokens.len() {
        let is_handed_on = tokens[position] == "use"
            && position > 0
            && ["pub", ")"].contains(&tokens[position - 1]);
        position += if is_handed_on {
            let end = tokens[position..].iter().position(|token| *token == ";");
            end.unwrap_or(1)
        } else if tokens.get(position + 1) == Some(&"::") {
            tree(&tokens[position..], &[], &mut paths).max(1)
        } else {
            1
        };
    }
    paths
}

/// Reads one path or group and returns the number of its tokens.
fn tree<'a>(tokens: &[&'a str], before: &[&'a str], paths: &mut Vec<Vec<&'a str>>) -> usize {
    let mut path = before.to_vec();
    let mut position = 0;
    while let Some(token) = tokens.get(position) {
        if ["}", ",", ";"].contains(token) {
            // The mark for everything is no token.
            break;
        }
        if *token == "{" {
            position += 1;
            while tokens.get(position).is_some_and(|token| *token != "}") {
                let length = tree(&tokens[position..], &path, paths);
                position += length.max(1);
                if tokens.get(position) == Some(&",") {
                    position += 1;
                }
            }
            return position + 1;
        }
        path.push(token);
        position += 1;
        if tokens.get(position) != Some(&"::") {
            break;
        }
        position += 1;
    }
    paths.push(path);
    position
}

/// The module in which a path ends; `None` for a path into another package, or to the root.
fn resolve<'a>(
    modules: &BTreeMap<Vec<&'a str>, Vec<&'a str>>,
    module: &[&'a str],
    path: &[&'a str],
) -> Option<Vec<&'a str>> {
    let mut found = module.to_vec();
    let mut names = path.iter().peekable();
    match **names.peek()? {
        "crate" => {
            names.next();
            found.clear();
        }
        "self" => {
            names.next();
        }
        "super" => {
            while names.next_if(|name| **name == "super").is_some() {
                found.pop();
            }
        }
        name => {
            let child = [module, &[name]].concat();
            modules.contains_key(&child).then_some(())?;
        }
    }
    for name in names {
        let inner = [found.as_slice(), &[name]].concat();
        if !modules.contains_key(&inner) {
            break;
        }
        found = inner;
    }
    Some(found).filter(|found| !found.is_empty())
}

/// The first circle, as the modules that one passes.
fn find_circle(imports: &Imports<'_>) -> Option<String> {
    let mut done = BTreeSet::new();
    imports
        .keys()
        .find_map(|module| follow(imports, module, &mut Vec::new(), &mut done))
}

fn follow<'a>(
    imports: &'a Imports<'a>,
    module: &'a [&'a str],
    way: &mut Vec<&'a [&'a str]>,
    done: &mut BTreeSet<&'a [&'a str]>,
) -> Option<String> {
    if done.contains(module) {
        return None;
    }
    if let Some(begin) = way.iter().position(|passed| *passed == module) {
        let circle = way[begin..].iter().chain([&module]);
        let names: Vec<_> = circle.map(|module| module.join("::")).collect();
        return Some(names.join(" -> "));
    }
    way.push(module);
    let next = imports.get(module).into_iter().flatten();
    let circle = next
        .into_iter()
        .find_map(|target| follow(imports, target, way, done));
    way.pop();
    done.insert(module);
    circle
}
