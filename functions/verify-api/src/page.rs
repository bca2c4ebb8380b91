//! Pages of lists.

use crate::input::query::PageLimit;
use deserr::Deserr;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

/// Parameters of a list without filters.
#[derive(Debug, Default, Deserr, IntoParams)]
#[deserr(error = crate::input::Errors, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// `next_cursor` of an earlier answer, as it is; absent for the first page.
    #[deserr(default)]
    pub(crate) cursor: Option<String>,
    /// The most items of a page: 1 to 100, 50 unless given.
    #[deserr(default)]
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100, default = 50)]
    pub(crate) limit: PageLimit,
}

/// Bytes of one answer at most, with room for what stands around the items.
const LARGEST: usize = 900_000;

/// The number of items, from the first, that one answer holds: at least one.
pub(crate) fn fitting(items: &[impl Serialize]) -> usize {
    let mut bytes = 0;
    let is_beyond = |item| {
        bytes += serde_json::to_vec(item).map_or(0, |text| text.len() + 1);
        bytes > LARGEST
    };
    let beyond = items.iter().position(is_beyond);
    beyond.map_or(items.len(), |count| count.max(1))
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Page)]
pub(crate) struct PageView<T> {
    /// The items.
    pub(crate) items: Vec<T>,
    /// The cursor of the next page; null on the last. Only null ends a list: a page may have fewer items than `limit`, or none,
    /// and a cursor.
    pub(crate) next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_as_many_items_as_one_answer_holds_and_at_least_one() {
        let item = |length: usize| "x".repeat(length);
        assert_eq!(fitting(&Vec::<String>::new()), 0);
        assert_eq!(fitting(&vec![item(10); 1_000]), 1_000);
        assert_eq!(fitting(&vec![item(300_000); 5]), 2);
        assert_eq!(fitting(&vec![item(2_000_000); 2]), 1);
    }
}
