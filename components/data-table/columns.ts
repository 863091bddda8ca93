import {
  columnFacetingFeature,
  columnFilteringFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  createFacetedRowModel,
  createFacetedUniqueValues,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  metaHelper,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table'

export interface DataColumnMeta {
  /** What the column is called in the column chooser and in a facet; needed where `header` is not a text. */
  label?: string
  align?: 'end'
  /** Takes the width that is left. At least one column should. */
  grows?: boolean
  /** Offers the column's values, with counts, as a filter. The accessor must give a string. */
  isFacet?: boolean
  /** How a facet value reads. */
  facetLabel?: (value: string) => string
  /** Never hidden by the chooser and not listed there, for example a column of buttons. */
  isFixed?: boolean
}

export const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  columnFacetingFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  facetedRowModel: createFacetedRowModel(),
  facetedUniqueValues: createFacetedUniqueValues(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic, text: sortFn_text },
  columnMeta: metaHelper<DataColumnMeta>(),
})
export type Features = typeof features

/**
 * The column helper of a table of `Row`. An accessor gives the text that is sorted, filtered and found; `cell` draws it.
 * For a date that may be missing give `?? undefined` and set `sortUndefined: 'last'`.
 */
export function dataColumns<Row extends object>() {
  return createColumnHelper<Features, Row>()
}
