/** How texts are cut where an index holds them. */
@NullMarked
package dev.rollcall.directory.text;

import org.jspecify.annotations.NullMarked;
