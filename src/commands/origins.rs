/*!
How a figure came to be here, in words.
*/

use crate::budget::{Measure, Node};

/// An origin for people or for programs; that a figure is printed goes without saying.
pub(super) fn origin_of(name: &'static str, people: bool) -> &'static str {
    match name {
        "summed" | "derived" if people => "推算",
        "uncertain" if people => "存疑",
        "printed" if people => "",
        name => name,
    }
}

/// How the row came to be here. A row whose figures differ in that names the columns.
pub(super) fn origin(node: &Node, measures: &[Measure], people: bool) -> String {
    let origins: Vec<(&Measure, &'static str)> = measures
        .iter()
        .filter_map(|measure| node.sum(*measure).map(|sum| (measure, sum.origin_name())))
        .collect();
    match origins.first() {
        None => String::new(),
        Some((_, first)) if origins.iter().all(|(_, name)| name == first) => {
            origin_of(first, people).to_owned()
        }
        _ => origins
            .iter()
            .filter(|(_, name)| *name != "printed")
            .map(|(measure, name)| format!("{} {}", origin_of(name, people), measure.path()))
            .collect::<Vec<_>>()
            .join("；"),
    }
}
