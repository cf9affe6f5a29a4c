/** Files that their owner alone may read. */
@NullMarked
package dev.rollcall.client.file;

import org.jspecify.annotations.NullMarked;
