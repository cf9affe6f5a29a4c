/** What the documents of identity providers and of their customers describe, set up as jobs, from end to end. */
@NullMarked
package dev.rollcall.setups;

import org.jspecify.annotations.NullMarked;
