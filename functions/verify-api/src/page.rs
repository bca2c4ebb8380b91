//! Pages of lists.

use crate::input::query::Limit;
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
    pub(crate) limit: Limit,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Page)]
pub(crate) struct PageView<T> {
    /// The items.
    pub(crate) items: Vec<T>,
    /// The cursor of the next page; null on the last. A full page may have one that leads to an empty page.
    pub(crate) next_cursor: Option<String>,
}
