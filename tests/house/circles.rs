//! Files that use each other in a circle can only be understood together: there shall be none but between a
//! folder's `mod.rs` and its own children.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module by the names that lead to it.
type Module = Vec<String>;

fn module_of(file: &Path) -> Module {
    let inside = file.strip_prefix("src").unwrap().with_extension("");
    let mut names: Module = inside
        .iter()
        .map(|name| name.to_str().unwrap().to_owned())
        .collect();
    names.pop_if(|last| last == "mod");
    names
}

/// The code of a file without comments and tests.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let text = match text.find("*/") {
        Some(end) if text.starts_with("/*!") => &text[end + 2..],
        _ => text,
    };
    let lines = text.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The paths that a use tree names: `a::{b, c::d}` are `a::b` and `a::c::d`.
fn paths(tree: &str, before: &str, found: &mut Vec<String>) {
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap().trim();
        found.push(format!("{before}{path}"));
        return;
    };
    let before = format!("{before}{}", tree[..open].trim());
    let inside = &tree[open + 1..tree.rfind('}').unwrap()];
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                paths(&inside[start..at], &before, found);
                start = at + 1;
            }
            _ => {}
        }
    }
    paths(&inside[start..], &before, found);
}

/// The trees of the use lines.
fn use_trees(code: &str) -> impl Iterator<Item = &str> {
    let starts = code.match_indices("use ").filter(|(at, _)| {
        let line = code[..*at].rsplit('\n').next().unwrap().trim();
        // `pub enum Clause {` is none.
        line.is_empty() || line == "pub" || line.starts_with("pub(") && line.ends_with(')')
    });
    starts.map(|(at, word)| code[at + word.len()..].split(';').next().unwrap())
}

/// Every path of a file that leads to some module: of its use lines, and of its code.
fn named(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tree in use_trees(code) {
        paths(tree, "", &mut found);
    }
    for root in ["crate::", "super::"] {
        for (at, _) in code.match_indices(root) {
            let rest = code[at..].split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            found.extend(rest.take(1).map(str::to_owned));
        }
    }
    found
}

/// The module that a path named in a module leads to, as far as it is one.
fn resolved(path: &str, from: &Module, all: &BTreeMap<Module, PathBuf>) -> Option<Module> {
    let mut names = path.split("::").map(str::trim).peekable();
    let mut module = match *names.peek()? {
        "crate" => Module::new(),
        "self" | "super" => from.clone(),
        first => {
            let child: Module = from.iter().cloned().chain([first.to_owned()]).collect();
            return all.contains_key(&child).then_some(child);
        }
    };
    for name in names {
        match name {
            "crate" | "self" => {}
            "super" => drop(module.pop()),
            name => module.push(name.to_owned()),
        }
    }
    while !module.is_empty() && !all.contains_key(&module) {
        module.pop();
    }
    (!module.is_empty()).then_some(module)
}

/// Whom each module uses, but for those above and below it.
fn uses(all: &BTreeMap<Module, PathBuf>) -> BTreeMap<Module, BTreeSet<Module>> {
    let of = |(module, file): (&Module, &PathBuf)| {
        let named = named(&code(file));
        let used = named.iter().filter_map(|path| resolved(path, module, all));
        let apart = |used: &Module| !used.starts_with(module) && !module.starts_with(used);
        (module.clone(), used.filter(apart).collect())
    };
    all.iter().map(of).collect()
}

fn reached(from: &Module, uses: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&Module> = uses[from].iter().collect();
    while let Some(module) = next.pop() {
        if found.insert(module.clone()) {
            next.extend(&uses[module]);
        }
    }
    found
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let mut files = Vec::new();
    super::files(Path::new("src"), &mut files);
    let all: BTreeMap<Module, PathBuf> = files
        .into_iter()
        .map(|file| (module_of(&file), file))
        .collect();
    let uses = uses(&all);
    let reached: BTreeMap<&Module, BTreeSet<Module>> = all
        .keys()
        .map(|module| (module, reached(module, &uses)))
        .collect();
    let mut circles = BTreeSet::new();
    for module in all
        .keys()
        .filter(|module| reached[*module].contains(*module))
    {
        let circle = reached[module]
            .iter()
            .filter(|used| reached[*used].contains(module));
        circles.insert(
            circle
                .map(|module| module.join("::"))
                .collect::<BTreeSet<_>>(),
        );
    }
    assert!(all.len() > 300, "nothing was looked at");
    assert!(
        circles.is_empty(),
        "files that use each other: {circles:#?}"
    );
}
