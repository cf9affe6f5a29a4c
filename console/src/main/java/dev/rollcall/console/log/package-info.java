/** The log of what identity providers asked for: the list, its entries, and what comes in live. */
@NullMarked
package dev.rollcall.console.log;

import org.jspecify.annotations.NullMarked;
