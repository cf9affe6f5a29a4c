/** What the documentation says of the code is so. */
@NullMarked
package dev.rollcall.entra.documentation;

import org.jspecify.annotations.NullMarked;
