@NullMarked
package dev.rollcall.scim.text;

import org.jspecify.annotations.NullMarked;
