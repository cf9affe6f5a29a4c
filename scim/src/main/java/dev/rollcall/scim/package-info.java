@NullMarked
package dev.rollcall.scim;

import org.jspecify.annotations.NullMarked;
