namespace Gbv.Domain.Requests;

/// <summary>Why a copy of what is held is not handed over: nobody can be sure that it was her who asked, it would put somebody in danger, or the law forbids it.</summary>
public enum CopyRefusal { NotSureItIsHer, Danger, Law }
