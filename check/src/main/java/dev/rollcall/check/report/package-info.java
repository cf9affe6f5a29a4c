/** What a run of checks found, as text, JSON, JUnit's XML and a page. */
@NullMarked
package dev.rollcall.check.report;

import org.jspecify.annotations.NullMarked;
