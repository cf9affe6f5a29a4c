/** The definition of a job: its file, its template, its mappings, and the form in which it is exported. */
@NullMarked
package dev.rollcall.entra.definition;

import org.jspecify.annotations.NullMarked;
