@NullMarked
package dev.rollcall.app.service;

import org.jspecify.annotations.NullMarked;
