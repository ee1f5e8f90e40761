/** What a pool would gain: samples the pages of a node, running or not, and reports. Knows Ignite's pages only through package {@code ignite}. */
package io.ignitezs.estimate;
