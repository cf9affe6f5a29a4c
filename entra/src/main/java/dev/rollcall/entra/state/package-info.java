/** What a job remembers between its runs: links, digests, escrows and quarantine, in one file. */
@NullMarked
package dev.rollcall.entra.state;

import org.jspecify.annotations.NullMarked;
