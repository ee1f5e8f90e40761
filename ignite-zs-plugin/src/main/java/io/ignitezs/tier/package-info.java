/** Compressed pages by key: index, admission, eviction order, limits. Knows no Ignite class. */
package io.ignitezs.tier;
