/*!
The paths of OFD: letters for moves, lines and curves, each with its numbers.
*/

#![expect(
    clippy::disallowed_types,
    reason = "coordinates of a page are no money"
)]

/// A point of a page.
pub type Point = (f64, f64);

/// A part of a path between two moves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    /// Its points, of curves only the ends.
    pub points: Vec<Point>,
    /// For each point behind the first whether a straight line leads to it.
    pub straight: Vec<bool>,
}

impl Outline {
    fn go(&mut self, to: Point, straight: bool) {
        self.points.push(to);
        self.straight.push(straight);
    }

    /// Each straight line.
    pub fn lines(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let pairs = self.points.windows(2).zip(&self.straight);
        pairs.filter_map(|(pair, straight)| match pair {
            [from, to] if *straight => Some((*from, *to)),
            _ => None,
        })
    }

    /// Whether no part of it is a curve.
    pub fn is_straight(&self) -> bool {
        self.straight.iter().all(|straight| *straight)
    }
}

/// The outlines of a path; what is no path ends it.
pub fn outlines(path: &str) -> Vec<Outline> {
    let mut outlines: Vec<Outline> = Vec::new();
    let mut words = path.split(|c: char| c.is_whitespace() || c == ',');
    let mut words = words.by_ref().filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        // How many numbers follow, of which the last two are a point.
        let count = match word {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            "C" => {
                if let Some(outline) = outlines.last_mut()
                    && let Some(first) = outline.points.first().copied()
                {
                    outline.go(first, true);
                }
                continue;
            }
            _ => break,
        };
        let numbers: Vec<f64> = words.by_ref().take(count).map_while(number).collect();
        let [.., x, y] = numbers[..] else { break };
        if numbers.len() < count {
            break;
        }
        match (word, outlines.last_mut()) {
            ("L", Some(outline)) => outline.go((x, y), true),
            ("Q" | "B" | "A", Some(outline)) => outline.go((x, y), false),
            _ => outlines.push(Outline {
                points: vec![(x, y)],
                straight: Vec::new(),
            }),
        }
    }
    outlines
}

/// A number that is one.
pub fn number(word: &str) -> Option<f64> {
    word.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The numbers of an attribute.
pub fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace().map_while(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_and_a_curve() {
        let read = outlines("M 0 0 L 10 0 L 10 5 C M 1 1 B 1 2 3 4 5 6 L x 1");
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].lines().count(), 3);
        assert!(!read[1].is_straight());
        assert_eq!(read[1].points, [(1.0, 1.0), (5.0, 6.0)]);
        assert!(outlines("L").is_empty());
    }
}
