namespace Gbv.Domain.Requests;

/// <summary>On what ground an erasure may be refused (domain §5); told to whoever asked.</summary>
public enum ErasureRefusal { CriminalCase, ArchiveLaw, LegalHold }
