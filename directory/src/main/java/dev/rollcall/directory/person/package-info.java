/** People: what the product sees of a user, what it keeps of one, and who is let in. */
@NullMarked
package dev.rollcall.directory.person;

import org.jspecify.annotations.NullMarked;
