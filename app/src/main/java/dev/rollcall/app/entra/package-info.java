/** The commands of Entra in small. */
@NullMarked
package dev.rollcall.app.entra;

import org.jspecify.annotations.NullMarked;
