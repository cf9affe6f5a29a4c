/** Schemas and resource types that connections declare: how they come and go, and what becomes of what is stored. */
@NullMarked
package dev.rollcall.directory.declaration;

import org.jspecify.annotations.NullMarked;
