/*!
What is added to a sentence: where else the same is wrong.
*/

/// That a fault is found in several places, and the names of some of the others.
pub fn alike(count: usize, named: &[String], names_all: bool) -> String {
    let rest = if names_all { "" } else { " 等" };
    format!("；同样的共 {count} 处，另见 {}{rest}", named.join("、"))
}

/// A place of the document, and what stands there.
pub fn place(name: &str, text: &str) -> String {
    format!("{name}「{text}」")
}
