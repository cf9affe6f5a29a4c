package dev.rollcall.check;

/** A check with what it does. */
record CatalogEntry(Check check, CheckBody body) {}
