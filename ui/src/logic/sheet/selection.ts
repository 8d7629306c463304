// Cells that are selected: one block, from the cell where the selection began to the one that has the focus.
import type { Cell } from "../grid";

export interface Block {
  top: number;
  left: number;
  /** Last row and last column, both within. */
  bottom: number;
  right: number;
}

export function blockOf(from: Cell, to: Cell): Block {
  return {
    top: Math.max(0, Math.min(from.row, to.row)), bottom: Math.max(0, Math.max(from.row, to.row)),
    left: Math.max(0, Math.min(from.column, to.column)), right: Math.max(0, Math.max(from.column, to.column)),
  };
}

export function holds(block: Block, row: number, column: number): boolean {
  return row >= block.top && row <= block.bottom && column >= block.left && column <= block.right;
}

export const height = (block: Block): number => block.bottom - block.top + 1;
export const width = (block: Block): number => block.right - block.left + 1;

/** More than one cell. */
export const several = (block: Block): boolean => height(block) > 1 || width(block) > 1;

/** Where a copied block goes: a selection that it fills evenly is filled with copies of it, any other is only its corner. */
export function target(selected: Block, rows: number, columns: number): Block {
  const down = height(selected) % rows === 0 ? height(selected) : rows;
  const across = width(selected) % columns === 0 ? width(selected) : columns;
  return { ...selected, bottom: selected.top + down - 1, right: selected.left + across - 1 };
}
