/*!
Performance goals: projects with their indicators, in every layout that is printed.
*/

pub mod collapsed_pairs;
pub mod department_performance;
pub mod indicator_columns;
pub mod indicator_level;
pub mod indicator_list;
pub mod indicator_pairs;
pub mod indicator_value;
pub mod pair_levels;
pub mod project_form;
