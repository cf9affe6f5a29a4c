@NullMarked
package dev.rollcall.scim.filter;

import org.jspecify.annotations.NullMarked;
