"""The metrics, one file each. Every metric is a statistic of one article; a mean over articles comes later."""
