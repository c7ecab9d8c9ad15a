/*!
Number formats of OpenDocument, as the codes that other workbooks write.

A file says with each number what it shows, but not what that is under a condition.
*/

use super::super::xml::{attribute, name};
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// What stands for a format that is no row of digits and characters: no figure.
const UNKNOWN: &str = "\"（按条件换了格式，没有读）\"";

/// The formats of a file, by their names.
#[derive(Debug, Default)]
pub struct OpenFormats {
    known: HashMap<String, OpenFormat>,
    /// The name of the one that is being read, and whether the text in it shows itself.
    open: Option<String>,
    text: Option<TextPlace>,
}

/// A format: the code of its section, and the sections that others are for under a condition.
#[derive(Debug, Clone, Default)]
struct OpenFormat {
    code: String,
    others: Vec<(String, String)>,
    is_unknown: bool,
    is_percentage: bool,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
enum TextPlace {
    /// Behind what is there.
    Behind,
    /// Among the digits, before so many of those in front of the point.
    Among(usize),
}

impl OpenFormats {
    /// Takes note of an element that begins.
    pub fn start(&mut self, element: &BytesStart) {
        let value = |name| attribute(element, name);
        let element_name = name(element);
        if matches!(
            element_name,
            "number-style"
                | "percentage-style"
                | "currency-style"
                | "date-style"
                | "time-style"
                | "boolean-style"
                | "text-style"
        ) {
            let named = value("name").unwrap_or_default();
            let is_unknown = matches!(
                element_name,
                "date-style" | "time-style" | "boolean-style" | "currency-style"
            );
            let format = OpenFormat {
                is_unknown,
                is_percentage: element_name == "percentage-style",
                ..OpenFormat::default()
            };
            self.known.insert(named.clone(), format);
            self.open = Some(named);
            return;
        }
        let format = self.open.as_ref().and_then(|name| self.known.get_mut(name));
        let Some(format) = format else { return };
        match element_name {
            "number" => format.code.push_str(&digits(element)),
            "text" => self.text = Some(TextPlace::Behind),
            "embedded-text" => {
                let place = value("position").and_then(|place| place.parse().ok());
                self.text = Some(TextPlace::Among(place.unwrap_or(0)));
            }
            "text-content" => format.code.push('@'),
            "fill-character" | "text-properties" => {}
            "map" => {
                let condition = value("condition").unwrap_or_default();
                let condition = condition.trim().replace("value()", "").replace("!=", "<>");
                let other = value("apply-style-name").unwrap_or_default();
                format.others.push((condition, other));
            }
            _ => format.is_unknown = true,
        }
    }

    /// Takes note of characters.
    pub fn text(&mut self, text: &str) {
        let format = self.open.as_ref().and_then(|name| self.known.get_mut(name));
        let (Some(format), Some(place)) = (format, self.text) else {
            return;
        };
        let quoted = format.quoted(text);
        match place {
            TextPlace::Behind => format.code.push_str(&quoted),
            TextPlace::Among(count) => format.put_among(count, &quoted),
        }
    }

    /// Takes note of an element that ends.
    pub fn end(&mut self, is_format: bool) {
        self.text = None;
        if is_format {
            self.open = None;
        }
    }

    /// The code of a format; none where the file has none of that name.
    pub fn code(&self, name: &str) -> Option<String> {
        let format = self.known.get(name)?;
        let mut sections = Vec::new();
        let mut is_unknown = format.is_unknown;
        for (condition, other) in &format.others {
            let other = self.known.get(other)?;
            is_unknown |= other.is_unknown;
            sections.push(format!("[{condition}]{}", other.code));
        }
        sections.push(format.code.clone());
        Some(if is_unknown {
            UNKNOWN.to_owned()
        } else {
            sections.join(";")
        })
    }
}

impl OpenFormat {
    /// A text as a code has it: the sign of a percentage is no text there, for it multiplies.
    fn quoted(&self, text: &str) -> String {
        let text = format!("\"{}\"", text.replace('"', ""));
        if self.is_percentage {
            text.replace('%', "\"%\"").replace("\"\"", "")
        } else {
            text
        }
    }

    /// Puts a text before so many digits in front of the point.
    fn put_among(&mut self, count: usize, text: &str) {
        let end = self.code.find(['.', ',']).unwrap_or(self.code.len());
        match end.checked_sub(count) {
            Some(at) if self.code[..end].bytes().all(|c| matches!(c, b'0' | b'#')) => {
                self.code.insert_str(at, text);
            }
            _ => self.is_unknown = true,
        }
    }
}

/// The places of digits that an element asks for.
fn digits(element: &BytesStart) -> String {
    /// More places than this no number has.
    const MOST: usize = 30;
    let count = |name| {
        let value = attribute(element, name)?.trim().parse::<usize>().ok()?;
        Some(value.min(MOST))
    };
    let whole = count("min-integer-digits").unwrap_or(0);
    let mut code = "0".repeat(whole);
    if attribute(element, "grouping").as_deref() == Some("true") {
        let places = format!("{code:#>4}");
        code = format!(
            "{},{}",
            &places[..places.len() - 3],
            &places[places.len() - 3..]
        );
    } else if code.is_empty() {
        code.push('#');
    }
    let Some(decimals) = count("decimal-places") else {
        let is_usual = whole <= 1 && code.len() <= 1;
        return if is_usual { "General".to_owned() } else { code };
    };
    let least = count("min-decimal-places")
        .unwrap_or(decimals)
        .min(decimals);
    if decimals > 0 {
        code.push('.');
        code += &"0".repeat(least);
        code += &"#".repeat(decimals - least);
    }
    let mut factor = attribute(element, "display-factor").unwrap_or_default();
    while let Some(less) = factor.strip_suffix("000") {
        code.push(',');
        factor = less.to_owned();
    }
    code
}

#[cfg(test)]
mod tests {
    use super::super::super::xml::{XmlPiece, each_piece};
    use super::*;

    #[test]
    fn codes_of_formats() {
        let xml = "<s:styles><n:number-style s:name='P'><n:number n:decimal-places='2' n:min-integer-digits='1' n:grouping='true'/>\
            </n:number-style><n:number-style s:name='A'><n:text>▲</n:text><n:number n:decimal-places='1' n:min-decimal-places='0'/>\
            <s:map s:condition='value()&gt;=0' s:apply-style-name='P'/></n:number-style>\
            <n:number-style s:name='B'><n:number n:decimal-places='0' n:min-integer-digits='5'>\
            <n:embedded-text n:position='4'>.</n:embedded-text></n:number></n:number-style>\
            <n:number-style s:name='C'><n:text/></n:number-style><n:text-style s:name='T'><n:text-content/>\
            <s:map s:condition='value()&gt;0' s:apply-style-name='C'/></n:text-style><n:date-style s:name='D'><n:year/></n:date-style>\
            <n:number-style s:name='E'><n:number n:decimal-places='2' n:min-integer-digits='1' n:display-factor='1000'/></n:number-style>\
            <n:percentage-style s:name='G'><n:number n:decimal-places='2' n:min-integer-digits='1'/><n:text>%</n:text></n:percentage-style>\
            </s:styles>";
        let (mut formats, mut way) = (OpenFormats::default(), Vec::new());
        each_piece(xml, "a", |piece| match piece {
            XmlPiece::Start(element) => {
                formats.start(&element);
                way.push(name(&element).ends_with("-style"));
            }
            XmlPiece::Text(text) => formats.text(&text),
            XmlPiece::End => formats.end(way.pop() == Some(true)),
        })
        .unwrap();
        let code = |name| formats.code(name).unwrap();
        assert_eq!(code("A"), "[>=0]#,##0.00;\"▲\"#.#");
        assert_eq!(
            [code("B"), code("C"), code("E")],
            ["0\".\"0000", "", "0.00,"]
        );
        assert_eq!(code("G"), "0.00%");
        assert_eq!(
            (code("D").as_str(), code("T").as_str()),
            (UNKNOWN, "[>0];@")
        );
        assert_eq!(formats.code("F"), None);
    }
}
