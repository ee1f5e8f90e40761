/** The soak test of a node, run by {@code soak.sh}: rows change while the pool is compacted, migrated and resized at full speed. */
package io.ignitezs.soak;
