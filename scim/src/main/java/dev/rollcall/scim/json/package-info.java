@NullMarked
package dev.rollcall.scim.json;

import org.jspecify.annotations.NullMarked;
