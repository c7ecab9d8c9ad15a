/*!
What was chosen, and what is known of the library so far.
*/

pub mod catalogue;
pub mod column_id;
pub mod explorer;
pub mod laid;
pub mod money;
pub mod noting;
pub mod page_kind;
pub mod places;
pub mod row_id;
pub mod stock;
pub mod survey;
pub mod trail;
pub mod typing;
pub mod written;
