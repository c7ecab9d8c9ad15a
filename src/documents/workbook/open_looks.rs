/*!
How the cells of an OpenDocument sheet look: by their styles, and under conditions, which a style
has of its own (`style:map`) or which stand behind the rows with the cells that they are for.
*/

use super::super::open_styles::{Style, Styles};
use super::conditions::{Area, Comparison, Conditional, ConditionalLook, Reach, When};
use super::dress::{Color, Dress, Ground};
use super::open_formats::OpenFormats;
use super::sheet_markup;
use rust_decimal::Decimal;

/// Where looks stand.
pub struct OpenLooks<'f> {
    /// The styles of cells.
    pub styles: &'f Styles,
    /// The formats of numbers.
    pub formats: &'f OpenFormats,
}

impl OpenLooks<'_> {
    /// A condition as the file writes it, with the style of cells which meet it. Of a group the
    /// first that is met is the last that is asked.
    pub fn conditional(
        &self,
        reach: Reach,
        group: u32,
        condition: &str,
        style: &str,
    ) -> Conditional {
        let style = self.styles.named("table-cell", style);
        Conditional {
            reach,
            group,
            when: When::of(Comparison::written(condition)),
            look: ConditionalLook {
                struck: style.struck,
                letters: style.color.as_deref().and_then(color),
                ground: style.ground.as_deref().map(ground),
                code: self.formats.code(&style.format),
            },
            stops: true,
        }
    }
}

/// How the letters of a style look.
pub fn dress(style: &Style) -> Dress {
    Dress {
        struck: style.struck == Some(true),
        letters: style.color.as_deref().and_then(color),
        ground: style.ground.as_deref().map(ground).unwrap_or_default(),
        tiny: style.is_tiny(),
    }
}

/// A colour by its name or its parts.
fn color(text: &str) -> Option<Color> {
    match text {
        "white" => Some(Color::WHITE),
        "black" => Some(Color::BLACK),
        _ => Color::of_hex(text.strip_prefix('#')?),
    }
}

fn ground(text: &str) -> Ground {
    match text {
        "transparent" => Ground::Paper,
        _ => color(text).map_or(Ground::Pattern, Ground::Plain),
    }
}

/// A negative number that the sheet shows in red alone has its minus.
pub fn with_minus(text: String, value: &str) -> String {
    const SIGNS: &str = "-−－–—‐▲△▼负(（";
    let is_signed = text.contains(|c| SIGNS.contains(c));
    let has_digits = text.contains(|c| matches!(c, '1'..='9'));
    if value.starts_with('-') && has_digits && !is_signed {
        return format!("-{text}");
    }
    text
}

/// A number that is shown as a fraction (`65 1/2`), where that is all of it.
pub fn fraction(text: &str, number: Decimal) -> Option<String> {
    let (whole, part) = text.trim().rsplit_once(' ').unwrap_or(("0", text.trim()));
    let (above, below) = part.trim().split_once('/')?;
    let parse = |text: &str| text.trim().parse::<Decimal>().ok();
    let part = parse(above)?.checked_div(parse(below)?)?;
    let is_negative = whole.trim_start().starts_with('-') || above.trim_start().starts_with('-');
    let shown = parse(whole)?.abs().checked_add(part.abs())?;
    let shown = if is_negative { -shown } else { shown };
    (shown == number).then(|| number.normalize().to_string())
}

/// The rows and columns of `支出总表.C11:支出总表.D12`, from 0.
pub fn area(reference: &str) -> Option<Area> {
    let cell =
        |name: &str| sheet_markup::cell(name.rsplit_once('.').map_or(name, |(_, cell)| cell));
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    Some((top..=bottom, left..=right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_shown_as_fractions() {
        let of = |text, number: &str| fraction(text, number.parse().unwrap());
        assert_eq!(of("65 1/2", "65.5").as_deref(), Some("65.5"));
        assert_eq!(of("-1/4", "-0.25").as_deref(), Some("-0.25"));
        assert_eq!(
            [of("65 1/3", "65.33"), of("65.50", "65.5"), of("1/0", "1")],
            [None, None, None]
        );
    }
}
