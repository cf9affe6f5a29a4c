@NullMarked
package dev.rollcall.scim.path;

import org.jspecify.annotations.NullMarked;
