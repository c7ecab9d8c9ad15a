/*!
OFD (GB/T 33190), the page format of China's own standard.

A package of pages in XML: characters with their places, lines and areas. [`page`] takes them down as
the pages of a PDF are, so that the same eyes find words, lines and cells in them; [`evened`] and [`scale`] meet
what converters do to them.
*/

mod evened;
mod object;
mod outline;
mod page;
mod scale;

use super::package::{self, Package};
use super::xml::{XmlPiece, attribute, each_piece, name};
use super::{DocumentError, File, Reader, Text, pdf};
use page::Sheet;
use std::collections::HashMap;

pub(super) const READER: Reader = Reader {
    name: "OFD",
    knows,
    read,
};

/// The part that names the documents of a package.
const ROOT: &str = "OFD.xml";
/// No disclosure has more pages.
const MOST_PAGES: usize = 3000;

fn knows(bytes: &[u8]) -> bool {
    package::holds(bytes, |name| name == ROOT, &[ROOT.as_bytes()])
}

fn read(file: &File) -> Result<Text, DocumentError> {
    let mut package = Package::open(file.bytes, READER.name)?;
    let root = part(&mut package, ROOT)?;
    let (mut sheets, mut beside) = (Vec::new(), pdf::BesidePages::default());
    for document in documents(&root)? {
        let xml = part(&mut package, &document)?;
        let document = Document::of(&xml, &folder_of(&document))?;
        for list in &document.attachments {
            if let Some(list) = package.text(list)? {
                beside.attachments.extend(attached(&list)?);
            }
        }
        for page in document.pages.iter().take(MOST_PAGES) {
            sheets.push(document.sheet(page, &mut package)?);
        }
    }
    evened::settle(&mut sheets);
    scale::settle(&mut sheets);
    let drawings: Vec<_> = sheets.into_iter().map(Sheet::drawn).collect();
    pdf::text_of(&drawings, beside).map_err(|error| match error {
        DocumentError::Empty => DocumentError::WithoutText(READER.name),
        error => error,
    })
}

fn part(package: &mut Package, name: &str) -> Result<String, DocumentError> {
    package.text(name)?.ok_or_else(|| DocumentError::Damaged {
        format: READER.name,
        why: format!("缺少 {name}"),
    })
}

fn folder_of(part: &str) -> String {
    let folder = part.rsplit_once('/').map(|(folder, _)| folder);
    folder.unwrap_or_default().to_owned()
}

/// The documents that the root names.
fn documents(root: &str) -> Result<Vec<String>, DocumentError> {
    let mut found = Vec::new();
    let mut is_named = Vec::new();
    each_piece(root, READER.name, |piece| match piece {
        XmlPiece::Start(element) => is_named.push(name(&element) == "DocRoot"),
        XmlPiece::End => {
            is_named.pop();
        }
        XmlPiece::Text(text) if is_named.last() == Some(&true) => {
            found.push(package::resolved(text.trim(), ""));
        }
        XmlPiece::Text(_) => {}
    })?;
    Ok(found)
}

/// The names of the files that a list of attachments shows.
fn attached(list: &str) -> Result<Vec<String>, DocumentError> {
    const MOST: usize = 20;
    let mut names = Vec::new();
    each_piece(list, READER.name, |piece| {
        if let XmlPiece::Start(element) = piece
            && name(&element) == "Attachment"
            && attribute(&element, "Visible").as_deref() != Some("false")
            && names.len() < MOST
        {
            let named = attribute(&element, "Name").or_else(|| attribute(&element, "AttachName"));
            names.push(named.unwrap_or_else(|| "未命名".to_owned()));
        }
    })?;
    Ok(names)
}

/// A document: which parts are its pages, and what lies under them.
#[derive(Default)]
struct Document {
    pages: Vec<String>,
    /// The pages that are drawn under others, by their names.
    templates: HashMap<String, String>,
    /// The size of a page that does not say its own.
    size: String,
    /// The lists of the files that are attached to it.
    attachments: Vec<String>,
}

impl Document {
    fn of(xml: &str, folder: &str) -> Result<Self, DocumentError> {
        let mut document = Self::default();
        let (mut is_size, mut is_list) = (Vec::new(), false);
        each_piece(xml, READER.name, |piece| match piece {
            XmlPiece::Start(element) => {
                let name = name(&element);
                is_size.push(name == "PhysicalBox");
                is_list = name == "Attachments";
                let Some(place) = attribute(&element, "BaseLoc") else {
                    return;
                };
                let place = package::resolved(&place, folder);
                match (name, attribute(&element, "ID")) {
                    ("Page", _) => document.pages.push(place),
                    ("TemplatePage", Some(id)) => {
                        document.templates.insert(id, place);
                    }
                    _ => {}
                }
            }
            XmlPiece::End => {
                is_size.pop();
            }
            XmlPiece::Text(text) if is_list => {
                let list = package::resolved(text.trim(), folder);
                document.attachments.push(list);
                is_list = false;
            }
            XmlPiece::Text(text) if is_size.last() == Some(&true) => document.size = text,
            XmlPiece::Text(_) => {}
        })?;
        Ok(document)
    }

    /// What a page draws, over what lies under it.
    fn sheet(&self, page: &str, package: &mut Package) -> Result<Sheet, DocumentError> {
        let xml = part(package, page)?;
        let mut sheet = Sheet::new(&self.size);
        for template in page::templates(&xml)? {
            if let Some(place) = self.templates.get(&template)
                && let Some(under) = package.text(place)?
            {
                sheet.draw(&under)?;
            }
        }
        sheet.draw(&xml)?;
        Ok(sheet)
    }
}
