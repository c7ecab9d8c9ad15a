/*!
What a PDF holds beside its pages: files that are attached to it, and forms that no page shows.
*/

use super::Pdf;
use hayro_interpret::hayro_syntax::object::{self, Array, Dict, Object};

/// What a PDF holds beside its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// The names of the files attached to it.
    pub attachments: Vec<String>,
    /// Whether its contents are a form in XML, of which the pages show nothing.
    pub is_xml_form: bool,
}

/// More attachments or branches of their tree are passed over.
const MOST: usize = 1000;

/// Looks at what a PDF holds beside its pages.
pub fn package(pdf: &Pdf) -> Package {
    let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else {
        return Package::default();
    };
    let form = root.get::<Dict<'_>>("AcroForm");
    let names = root.get::<Dict<'_>>("Names");
    let tree = names.and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"));
    Package {
        attachments: tree.map(attachments).unwrap_or_default(),
        is_xml_form: form.is_some_and(|form| form.contains_key("XFA")),
    }
}

/// The names of the files in a tree of names.
fn attachments(tree: Dict<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![tree];
    let mut seen = 0;
    while let Some(branch) = open.pop() {
        seen += 1;
        if seen > MOST || found.len() > MOST {
            break;
        }
        if let Some(kids) = branch.get::<Array<'_>>("Kids") {
            open.extend(kids.iter::<Dict<'_>>().take(MOST));
        }
        let Some(names) = branch.get::<Array<'_>>("Names") else {
            continue;
        };
        let files = names.iter::<Object<'_>>().filter_map(Object::into_dict);
        found.extend(files.filter_map(|file| {
            let name = file.get::<object::String<'_>>("UF");
            name.or_else(|| file.get::<object::String<'_>>("F"))
                .map(|name| text(&name))
        }));
    }
    found.sort();
    found
}

/// A text of a PDF's own: UTF-16 or UTF-8 by their marks, else what programs here write.
pub fn text(string: &object::String<'_>) -> String {
    let bytes = string.as_bytes();
    let decoded = match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode(rest).0,
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode(rest).0,
        [0xEF, 0xBB, 0xBF, rest @ ..] => encoding_rs::UTF_8.decode(rest).0,
        _ if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8.decode(bytes).0,
        _ => encoding_rs::GB18030.decode(bytes).0,
    };
    decoded.into_owned()
}
